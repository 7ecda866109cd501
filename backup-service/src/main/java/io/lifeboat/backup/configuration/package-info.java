/** The snapshot of the bot's configuration files: how it is read, encoded, written everywhere in one pass, and proved. */
@NullMarked
package io.lifeboat.backup.configuration;

import org.jspecify.annotations.NullMarked;
