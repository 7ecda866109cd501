/** The disaster plan as data: immutable records, and the one loader that reads them. */
@NullMarked
package io.lifeboat.catalog;

import org.jspecify.annotations.NullMarked;
