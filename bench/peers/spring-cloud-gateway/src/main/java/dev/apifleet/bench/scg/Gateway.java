package dev.apifleet.bench.scg;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import reactor.core.publisher.Mono;

/** Spring Cloud Gateway as its documentation sets it up. */
@SpringBootApplication
public class Gateway {
  public static void main(String... arguments) {
    SpringApplication.run(Gateway.class, arguments);
  }

  /** Counts requests by who sends them, where nobody says who they are. */
  @Bean
  @Profile("limit")
  KeyResolver client() {
    return exchange ->
        Mono.just(exchange.getRequest().getRemoteAddress().getAddress().getHostAddress());
  }
}
