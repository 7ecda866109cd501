/** What a step of a procedure can be: one sealed type, one record a kind. */
@NullMarked
package io.lifeboat.catalog.action;

import org.jspecify.annotations.NullMarked;
