package dev.apifleet.apiserver.json;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.internal.constraintvalidators.bv.size.SizeValidatorForCollection;

/**
 * Lets {@code @Size} count the characters of a text as JSON Schema does (RFC 8259), and so as the
 * API's description says it: one beyond the basic plane is one, not two.
 */
@Singleton
public class CharacterCounts implements ValidatorFactoryCustomizer {

  @Override
  public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
    ConstraintMapping mapping = configuration.createConstraintMapping();
    mapping
        .constraintDefinition(Size.class)
        .includeExistingValidators(false)
        .validatedBy(Characters.class)
        .validatedBy(SizeValidatorForCollection.class);
    configuration.addMapping(mapping);
  }

  /** The size of a text. */
  public static final class Characters implements ConstraintValidator<Size, CharSequence> {

    private Size size;

    @Override
    public void initialize(Size size) {
      this.size = size;
    }

    @Override
    public boolean isValid(CharSequence text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      int count = Character.codePointCount(text, 0, text.length());
      return count >= size.min() && count <= size.max();
    }
  }
}
