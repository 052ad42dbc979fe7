package captionstream.cli.services;

import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports looked at before anything is started, so that a taken one costs no waiting. */
public final class LoopbackPorts {
    private LoopbackPorts() {}

    /**
     * @param port 0 is always free
     * @param flag with which another port is chosen
     * @throws CommandFailure where somebody listens there already
     */
    public static void requireFree(int port, String whose, String flag) {
        if (port < 0 || port > 65_535) {
            throw CommandFailure.usage(whose + " port is " + port, "Give one from 0 to 65535 with " + flag);
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw CommandFailure.environment(
                            whose + " port " + port + " is taken, perhaps by another demo",
                            "Stop that, or choose another port with " + flag)
                    .causedBy(e);
        }
    }
}
