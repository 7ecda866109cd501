package io.lifeboat.backup.database;

/**
 * A tablespace outside the data folder.
 *
 * @param location as the server names it
 */
public record Tablespace(long oid, String name, String location) {

    /** Of the data folder: each tablespace has a link there, which has its oid as its name. */
    public static final String LINKS = "pg_tblspc";
}
