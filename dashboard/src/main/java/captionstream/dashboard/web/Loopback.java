package captionstream.dashboard.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that only this machine reaches. */
public final class Loopback {
    private Loopback() {}

    /** @param host a name or an address to listen on */
    public static boolean is(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
