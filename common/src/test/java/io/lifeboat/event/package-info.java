@NullMarked
package io.lifeboat.event;

import org.jspecify.annotations.NullMarked;
