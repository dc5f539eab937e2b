package io.interleave.server.browser;

import com.microsoft.playwright.options.ColorScheme;
import io.interleave.testing.Nightly;
import io.interleave.testing.Rotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.List;
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
 * A test of looks, which takes a width and a colour scheme. Every build has one of the four, by
 * turns; {@link Nightly} builds have all.
 */
@ParameterizedTest
@ArgumentsSource(InLooks.Looks.class)
@ExtendWith(InLooks.Looks.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface InLooks {

  /** All looks; in a build that is not nightly, all but one are skipped. */
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
      List<Look> looks = Look.all();
      Look turn = looks.get(Rotation.turn(test.getExecutable().toString(), looks.size()));
      if (Boolean.getBoolean("nightly") || look.equals(turn)) {
        invocation.proceed();
      } else {
        invocation.skip();
        throw new TestAbortedException(Nightly.REASON);
      }
    }
  }
}
