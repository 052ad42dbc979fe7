package captionstream.cli.services;

import captionstream.cli.kafka.ConnectionOptions;
import picocli.CommandLine.Option;

/** Where the embedded broker and registry listen; by default where the other commands look for them. */
public final class EmbeddedPorts {
    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Port of the broker, 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + ConnectionOptions.DEMO_BROKER_PORT)
    private int broker;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "Port of the schema registry, 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + ConnectionOptions.DEMO_REGISTRY_PORT)
    private int registry;

    /** @throws captionstream.cli.console.CommandFailure where somebody listens on one already */
    public void requireFree() {
        LoopbackPorts.requireFree(broker, "The broker's", "--broker-port");
        LoopbackPorts.requireFree(registry, "The schema registry's", "--registry-port");
    }

    public int broker() {
        return broker;
    }

    public int registry() {
        return registry;
    }
}
