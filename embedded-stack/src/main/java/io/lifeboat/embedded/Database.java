package io.lifeboat.embedded;

/** A PostgreSQL that tests run on, wherever it comes from: {@link PostgresServer} beside this JVM, or a container. */
public interface Database extends AutoCloseable {

    /** Without the user and the password. */
    String jdbcUrl(String database);

    String user();

    String password();

    void createDatabase(String name);

    @Override
    void close();
}
