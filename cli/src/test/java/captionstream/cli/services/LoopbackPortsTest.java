package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    @Test
    void names_a_taken_port_and_the_flag_that_helps() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> LoopbackPorts.requireFree(port, "The broker's", "--broker-port"))
                    .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.line())
                            .isEqualTo("The broker's port " + port + " is taken, perhaps by another demo. Stop that, or"
                                    + " choose another port with --broker-port"));
        }
    }

    @Test
    void any_free_port_is_free() {
        assertThatCode(() -> LoopbackPorts.requireFree(0, "The broker's", "--broker-port"))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_what_is_no_port() {
        assertThatThrownBy(() -> LoopbackPorts.requireFree(65_536, "The broker's", "--broker-port"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("The broker's port is 65536");
    }
}
