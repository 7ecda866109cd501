/** How far a long piece of work is, for whoever waits for it: a bar on a terminal, or events. */
@NullMarked
package io.lifeboat.backup.progress;

import org.jspecify.annotations.NullMarked;
