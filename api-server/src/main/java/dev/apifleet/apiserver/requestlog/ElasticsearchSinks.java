package dev.apifleet.apiserver.requestlog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The sink in Elasticsearch, if one is configured. */
@ApplicationScoped
public class ElasticsearchSinks {

  private final Optional<Sink> configured;

  ElasticsearchSinks(Vertx vertx, RequestLogConfig config, ObjectMapper json) {
    RequestLogConfig.Elasticsearch elasticsearch = config.elasticsearch();
    this.configured =
        elasticsearch
            .url()
            .map(url -> new ElasticsearchClient(vertx, url, elasticsearch))
            .map(client -> new ElasticsearchSink(client, json));
  }

  Optional<Sink> configured() {
    return configured;
  }
}
