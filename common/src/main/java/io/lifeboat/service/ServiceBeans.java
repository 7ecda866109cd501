package io.lifeboat.service;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The beans that every service needs and a test replaces. */
@Singleton
class ServiceBeans {

    private static final Logger LOG = Logger.getLogger(ServiceBeans.class);

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    @DefaultBean
    Catalog catalog(@ConfigProperty(name = "lifeboat.catalog") Path folder) {
        return CatalogLoader.load(folder);
    }

    /** Reads the catalog at the start: a service with a bad one does not start. */
    void start(@Observes StartupEvent event, Catalog catalog) {
        LOG.infof("catalog %s", catalog.hash());
    }
}
