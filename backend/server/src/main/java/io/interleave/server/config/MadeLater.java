package io.interleave.server.config;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.type.MethodMetadata;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;

/**
 * Makes with the first request what only answers requests: controllers, and all that describes the
 * interface. What they answer is known at the start by their types. Everything else is made at the
 * start, so that whatever is wrong with the configuration is said there.
 */
@Component
class MadeLater implements BeanFactoryPostProcessor {

  private static final String OPEN_API = "openApiResource";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
    List<String> description = new ArrayList<>();
    for (String name : factory.getBeanDefinitionNames()) {
      BeanDefinition definition = factory.getBeanDefinition(name);
      if (isController(definition)) {
        definition.setLazyInit(true);
      } else if (describes(definition)) {
        definition.setLazyInit(true);
        description.add(name);
      }
    }
    if (description.remove(OPEN_API)) {
      // It asks for most of them, and expects that the rest was made before.
      factory.getBeanDefinition(OPEN_API).setDependsOn(description.toArray(String[]::new));
    }
  }

  private static boolean isController(BeanDefinition definition) {
    return definition instanceof AnnotatedBeanDefinition annotated
        && annotated.getFactoryMethodMetadata() == null
        && annotated.getMetadata().isAnnotated(Controller.class.getName());
  }

  private static boolean describes(BeanDefinition definition) {
    if (!(definition instanceof AnnotatedBeanDefinition annotated)) {
      return false;
    }
    MethodMetadata maker = annotated.getFactoryMethodMetadata();
    return maker != null
        && !maker.isStatic()
        && maker.getDeclaringClassName().startsWith("org.springdoc.");
  }
}
