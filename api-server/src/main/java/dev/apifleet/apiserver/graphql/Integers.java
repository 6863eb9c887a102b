package dev.apifleet.apiserver.graphql;

import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Has {@code Int} take what GraphQL's specification says, integers alone, and {@code BigInteger},
 * which ids are, what fits 64 bits. SmallRye's take {@code 1.0} for the first, and cut the second:
 * 2⁶⁴ + 1 would be another resource's id.
 */
final class Integers {

  private static final BigDecimal SMALLEST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String TOO_LARGE = "This must fit 64 bits.";

  private record Known(GraphQLSchema lenient, GraphQLSchema strict) {}

  private volatile Known known = new Known(null, null);

  /** The same schema; made once. */
  GraphQLSchema strict(GraphQLSchema lenient) {
    Known last = known;
    if (last.lenient() != lenient) {
      last = new Known(lenient, SchemaTransformer.transformSchema(lenient, new Visitor()));
      known = last;
    }
    return last.strict();
  }

  private static final class Visitor extends GraphQLTypeVisitorStub {
    @Override
    public TraversalControl visitGraphQLScalarType(
        GraphQLScalarType scalar, TraverserContext<GraphQLSchemaElement> context) {
      return switch (scalar.getName()) {
        case "Int" -> changeNode(context, Scalars.GraphQLInt);
        case "BigInteger" ->
            changeNode(context, scalar.transform(same -> same.coercing(bounded(scalar))));
        default -> TraversalControl.CONTINUE;
      };
    }
  }

  private static Bounded bounded(GraphQLScalarType scalar) {
    return new Bounded(scalar.getCoercing());
  }

  private record Bounded(Coercing<?, ?> coercing) implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
      return coercing.serialize(result, context, locale);
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      if (isBeyond(input.toString())) {
        throw new CoercingParseValueException(TOO_LARGE);
      }
      return coercing.parseValue(input, context, locale);
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (isBeyond(text(input))) {
        throw new CoercingParseLiteralException(TOO_LARGE);
      }
      return coercing.parseLiteral(input, variables, context, locale);
    }

    private static String text(Value<?> literal) {
      return switch (literal) {
        case IntValue whole -> whole.getValue().toString();
        case FloatValue number -> number.getValue().toString();
        case StringValue text -> text.getValue();
        default -> "";
      };
    }

    private static boolean isBeyond(String number) {
      try {
        BigDecimal value = new BigDecimal(number);
        return value.compareTo(LARGEST) > 0 || value.compareTo(SMALLEST) < 0;
      } catch (NumberFormatException none) {
        return false;
      }
    }
  }
}
