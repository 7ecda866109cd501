@NullMarked
package io.lifeboat.notifier;

import org.jspecify.annotations.NullMarked;
