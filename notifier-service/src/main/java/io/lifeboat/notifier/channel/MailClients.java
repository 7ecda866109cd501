package io.lifeboat.notifier.channel;

import io.lifeboat.notifier.NotifierConfig;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The mail client that {@code quarkus.mailer.*} describes, with time-outs. Quarkus' own mailer has none: a server that
 * stops answering in the middle would hold a connection of its pool for ever, and after ten of those no page goes out.
 */
@ApplicationScoped
class MailClients {

    private final Vertx vertx;
    private final MailConfig config;

    MailClients(Vertx vertx, MailersRuntimeConfig mailers, TlsConfigurationRegistry tls, NotifierConfig notifier) {
        this.vertx = vertx;
        this.config = config(mailers.mailers().values().iterator().next(), tls, notifier.sendTimeout());
    }

    /** @param lenient whether a mail goes to the other receivers when one is refused */
    MailSender create(boolean lenient) {
        return new MailSender(vertx, new MailConfig(config).setAllowRcptErrors(lenient));
    }

    /** The same client, but for a server on this machine that is spoken to in the clear. */
    MailSender createFor(int loopbackPort) {
        return loopback(vertx, loopbackPort, Duration.ofSeconds(2), false);
    }

    static MailSender loopback(Vertx vertx, int port, Duration timeout, boolean lenient) {
        return new MailSender(
                vertx,
                timeouts(new MailConfig(), timeout)
                        .setHostname("127.0.0.1")
                        .setPort(port)
                        .setStarttls(StartTLSOptions.DISABLED)
                        .setAllowRcptErrors(lenient)
                        .setKeepAlive(false)
                        .setOwnHostname("localhost"));
    }

    String host() {
        return config.getHostname();
    }

    int port() {
        return config.getPort();
    }

    boolean startsWithTls() {
        return config.isSsl();
    }

    private static MailConfig config(MailerRuntimeConfig mailer, TlsConfigurationRegistry tls, Duration timeout) {
        if (mailer.dkim() != null && mailer.dkim().enabled()) {
            throw new ConfigurationException(
                    "quarkus.mailer.dkim is not supported here: let the mail server sign (QUARKUS_MAILER_HOST)");
        }
        boolean ssl = mailer.tls().orElse(mailer.tlsConfigurationName().isPresent());
        MailConfig config = timeouts(new MailConfig(), timeout)
                .setHostname(mailer.host())
                .setPort(mailer.port().orElse(ssl ? 465 : 25))
                .setSsl(ssl)
                .setStarttls(StartTLSOptions.valueOf(mailer.startTLS().toUpperCase(Locale.ROOT)))
                .setLogin(LoginOption.valueOf(mailer.login().toUpperCase(Locale.ROOT)))
                .setMaxPoolSize(mailer.maxPoolSize())
                .setKeepAlive(mailer.keepAlive())
                .setDisableEsmtp(mailer.disableEsmtp())
                .setPipelining(mailer.pipelining());
        mailer.username().ifPresent(config::setUsername);
        mailer.password().ifPresent(config::setPassword);
        mailer.authMethods().ifPresent(config::setAuthMethods);
        mailer.ownHostName().ifPresent(config::setOwnHostname);
        mailer.tlsConfigurationName().ifPresent(name -> trust(config, name, tls));
        return config;
    }

    private static MailConfig timeouts(MailConfig config, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        config.setConnectTimeout(millis).setIdleTimeout(millis).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        // An idle connection is given back before the time-out would cut it.
        return config.setKeepAliveTimeout(millis / 3)
                .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(Math.max(100, millis / 6))
                .setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS);
    }

    private static void trust(MailConfig config, String name, TlsConfigurationRegistry tls) {
        TlsConfiguration configuration = tls.get(name)
                .orElseThrow(() -> new ConfigurationException("quarkus.mailer.tls-configuration-name is '" + name
                        + "', but there is no quarkus.tls." + name));
        config.setTrustAll(configuration.isTrustAll());
        if (configuration.getTrustStoreOptions() != null) {
            config.setTrustOptions(configuration.getTrustStoreOptions());
        }
        if (configuration.getKeyStoreOptions() != null) {
            config.setKeyCertOptions(configuration.getKeyStoreOptions());
        }
        configuration.getHostnameVerificationAlgorithm().ifPresent(config::setHostnameVerificationAlgorithm);
    }
}
