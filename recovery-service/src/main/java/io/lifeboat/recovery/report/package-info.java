/** What is told of an incident afterwards: the plan's checklist and the post-incident report. */
@NullMarked
package io.lifeboat.recovery.report;

import org.jspecify.annotations.NullMarked;
