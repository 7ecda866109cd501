@NullMarked
package io.lifeboat.catalog;

import org.jspecify.annotations.NullMarked;
