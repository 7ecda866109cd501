/** The bot's own PostgreSQL, as the engine, the API server and the judge see it. */
@NullMarked
package io.lifeboat.sandbox.database;

import org.jspecify.annotations.NullMarked;
