package io.lifeboat.catalog;

import org.jspecify.annotations.Nullable;

/** A whole server, of which a provider's snapshot service takes images. */
public sealed interface SystemImage {

    /** Whose image it is, by the catalog's name. */
    String host();

    /** Whether it can be taken: the plan leaves open which server of the provider it is. */
    boolean isKnown();

    /**
     * Of Amazon's EC2.
     *
     * @param region none where the catalog has a placeholder yet
     * @param instance the same
     */
    record Ec2(
            String host, @Nullable String region, @Nullable String instance) implements SystemImage {
        @Override
        public boolean isKnown() {
            return region != null && instance != null;
        }
    }

    /**
     * A folder that stands for a server, and another for the provider: for the sandbox.
     *
     * @param path what an image is of, absolute on the host
     * @param folder where the images lie, on this machine
     */
    record Folder(String host, String path, String folder) implements SystemImage {
        @Override
        public boolean isKnown() {
            return true;
        }
    }
}
