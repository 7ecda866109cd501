/** The operators' commands: the JDK, picocli and Jackson, nothing else. */
@NullMarked
package io.lifeboat.recovery.cli;

import org.jspecify.annotations.NullMarked;
