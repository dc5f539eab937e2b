package io.interleave.server.browser;

import com.microsoft.playwright.options.ColorScheme;
import io.interleave.testing.Nightly;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.opentest4j.TestAbortedException;

/**
 * A test of looks, which takes a width and a colour scheme. Every build has two of the four, which
 * have nothing in common; {@link Nightly} builds have all.
 */
@ParameterizedTest
@ArgumentsSource(InLooks.Looks.class)
@ExtendWith(InLooks.Looks.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface InLooks {

  /** Of the wide page in every build; the narrow one has the other. */
  ColorScheme wide();

  /** All looks; in a build that is not nightly, two of them are skipped. */
  final class Looks implements ArgumentsProvider, InvocationInterceptor {

    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Look.all().stream().map(look -> Arguments.of(look.width(), look.scheme()));
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> test,
        ExtensionContext context)
        throws Throwable {
      Look look =
          new Look((Integer) test.getArguments().get(0), (ColorScheme) test.getArguments().get(1));
      ColorScheme wide = test.getExecutable().getAnnotation(InLooks.class).wide();
      if (Boolean.getBoolean("nightly") || Look.some(wide).contains(look)) {
        invocation.proceed();
      } else {
        invocation.skip();
        throw new TestAbortedException(Nightly.REASON);
      }
    }
  }
}
