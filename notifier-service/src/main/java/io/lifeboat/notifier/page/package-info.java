/** What must reach somebody: taken from the topic once and kept. */
@NullMarked
package io.lifeboat.notifier.page;

import org.jspecify.annotations.NullMarked;
