/** What every service does in the same way: its clock, its catalog, its heartbeat, and how it says that it can't start. */
@NullMarked
package io.lifeboat.service;

import org.jspecify.annotations.NullMarked;
