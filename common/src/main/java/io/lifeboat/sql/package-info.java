/** Questions to the bot's own databases. */
@NullMarked
package io.lifeboat.sql;

import org.jspecify.annotations.NullMarked;
