package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.KafkaConnection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands against one cluster, in processes that live too short for the optimising compiler to pay. */
record ShortLivedServices(Path folder, KafkaConnection kafka) {
    static final Map<String, String> JVM = Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    Captionstream topology() {
        return start("topology", "--state-dir", folder.resolve("state").toString());
    }

    WorkerFleet workers(int size, Path model, Path images, String... further) {
        List<String> options =
                List.of("--model", model.toString(), "--device", "cpu", "--image-root", images.toString());
        return new WorkerFleet(
                folder,
                environment(),
                size,
                Stream.concat(options.stream(), Stream.of(further)).toArray(String[]::new));
    }

    /** Once nothing is in flight. */
    JsonNode audit(String... further) throws Exception {
        String[] arguments = Stream.concat(Stream.of("audit", "--json", "--wait", "10m"), Stream.of(further))
                .toArray(String[]::new);
        try (Captionstream audit = start(arguments)) {
            assertThat(audit.exitCode()).as(audit.output()).isZero();
            return new ObjectMapper().readTree(audit.printed("(?m)^(\\{.*)$"));
        }
    }

    private Captionstream start(String... arguments) {
        return Captionstream.start(folder, environment(), arguments);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(JVM);
        environment.putAll(Captionstream.connectedTo(kafka));
        return environment;
    }
}
