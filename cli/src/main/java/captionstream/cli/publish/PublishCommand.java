package captionstream.cli.publish;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.LeftOut;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.source.CocoSource;
import captionstream.cli.source.CsvSource;
import captionstream.cli.source.EventSource;
import captionstream.cli.source.PathSource;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TraceContext;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Publish images to be captioned.",
        footer = {
            "",
            "Only references are published: the worker reads the images itself, from the folders it allows",
            "(--image-root of 'demo' and 'worker'). Ids follow from the location, so publishing an image again",
            "is recognised as a repeat.",
            "",
            "CSV columns: uri (required; a URI, or a path relative to the CSV file), id, sha256, prompts and",
            "references (each separated by |), source_prompt, time (ISO 8601); others become attributes.",
            "",
            "Examples:",
            "  captionstream publish photos/ 'more/**/*.jpg' https://example.org/cat.jpg",
            "  captionstream publish --csv events.csv",
            "  captionstream publish --coco-annotations captions_val2017.json --images val2017/"
        })
public final class PublishCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder with the image files that --coco-annotations names; without it their coco_url is"
                    + " published.")
    private @Nullable Path images;

    @Option(
            names = "--traceparent",
            paramLabel = "TRACE",
            description = "W3C trace that the events belong to, such as"
                    + " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01; without it each begins its own.")
    private @Nullable String traceparent;

    static final class What {
        @Parameters(
                arity = "1..*",
                paramLabel = "FILE|DIR|GLOB|URI",
                description = "Image files, folders to search for images, quoted glob patterns, or URIs.")
        private List<String> paths = List.of();

        @Option(names = "--csv", paramLabel = "FILE", description = "CSV file of events, with a header row.")
        private @Nullable Path csv;

        @Option(
                names = "--coco-annotations",
                paramLabel = "FILE",
                description = "COCO captions file (JSON); its captions become references.")
        private @Nullable Path coco;
    }

    public PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LeftOut leftOut = new LeftOut(terminal);
        EventSource source = source(leftOut);
        KafkaConnection connection = connectionOptions.connection();
        Cluster.require(connection, Topic.IMAGE_EVENTS);
        return publish(source, connection).report(leftOut.count(), terminal);
    }

    private TopicPublisher.Publication publish(EventSource source, KafkaConnection connection) {
        Supplier<TraceContext> trace = trace();
        try (TopicPublisher<ImageEvent> publisher =
                        TopicPublisher.events(connection, AvroSerdes.using(connection), trace);
                Progress progress = new Progress(terminal, "published");
                Stream<ImageEvent> events = source.events()) {
            return publisher.publish(events, source.total(), progress);
        }
    }

    private Supplier<TraceContext> trace() {
        if (traceparent == null) {
            return TraceContext::begin;
        }
        TraceContext given = new TraceContext(traceparent, "");
        return () -> given;
    }

    private EventSource source(LeftOut leftOut) {
        if (images != null && what.coco == null) {
            throw CommandFailure.usage("--images goes with --coco-annotations only", "Name the folder itself instead");
        }
        if (images != null && !Files.isDirectory(images)) {
            throw CommandFailure.environment("No such directory: " + images, "");
        }
        if (what.csv != null) {
            return new CsvSource(what.csv, leftOut);
        }
        if (what.coco != null) {
            return new CocoSource(what.coco, images, leftOut);
        }
        return new PathSource(what.paths);
    }
}
