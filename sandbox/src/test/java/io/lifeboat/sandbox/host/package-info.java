@NullMarked
package io.lifeboat.sandbox.host;

import org.jspecify.annotations.NullMarked;
