package io.lifeboat.catalog;

import org.jspecify.annotations.Nullable;

/**
 * An emergency contact of the plan.
 *
 * @param role such as {@code system-administrator}
 * @param title the role as the plan writes it
 * @param person none while the plan has only a placeholder
 * @param phone none while the plan has only a placeholder
 */
public record Contact(
        String role,
        String title,
        @Nullable String person,
        String email,
        @Nullable String phone) {}
