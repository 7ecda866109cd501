package io.lifeboat.service;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The beans that every service needs and a test replaces. */
class ServiceBeans {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Read at the start, so that a service with a bad catalog does not start. */
    @Produces
    @Singleton
    @Startup
    @DefaultBean
    Catalog catalog(@ConfigProperty(name = "lifeboat.catalog") Path folder) {
        return CatalogLoader.load(folder);
    }
}
