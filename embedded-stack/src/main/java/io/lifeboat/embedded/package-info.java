@NullMarked
package io.lifeboat.embedded;

import org.jspecify.annotations.NullMarked;
