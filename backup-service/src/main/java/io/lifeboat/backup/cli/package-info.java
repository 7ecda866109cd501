/** The operator's commands. They work on the repositories alone: no Kafka, no database, no service. */
@NullMarked
package io.lifeboat.backup.cli;

import org.jspecify.annotations.NullMarked;
