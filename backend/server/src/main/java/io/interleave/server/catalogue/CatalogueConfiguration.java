package io.interleave.server.catalogue;

import io.interleave.scenario.Catalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

  @Bean
  Scenarios scenarios() {
    Catalogue catalogue = Catalogue.load();
    return new Scenarios(catalogue.scenarios(), catalogue.courses(), catalogue::listing);
  }
}
