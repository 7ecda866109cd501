package io.lifeboat.sandbox.process;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The address of the host that this process belongs to: all of 127.0.0.0/8 is this machine. */
public final class Loopback {

    /** The system property that names it. */
    public static final String PROPERTY = "sandbox.address";

    private static final String USUAL = "127.0.0.1";

    private Loopback() {}

    public static InetAddress address() {
        try {
            return InetAddress.getByName(System.getProperty(PROPERTY, USUAL));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(PROPERTY + " is no address", e);
        }
    }
}
