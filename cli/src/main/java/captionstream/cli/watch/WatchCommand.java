package captionstream.cli.watch;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.WindowLength;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Show captions, rankings, people's ratings or dead letters as they arrive.",
        footer = {
            "",
            "Text for people on a terminal, one JSON object a line otherwise. Rankings are tables that are drawn again",
            "in their place, the newest by each weighting; captions and dead letters flow by. A red score is one that",
            "the caption would get on another image too. NO_COLOR=1 takes the colours away. Control characters in",
            "captions and other data are spelled out, so nothing that arrives can drive the terminal."
        })
public final class WatchCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Parameters(
            paramLabel = "captions|rankings|feedback|dead-letters",
            description = "What to show.",
            converter = WatchedName.class)
    private Watched<? extends SpecificRecord> what = Watched.CAPTIONS;

    @Option(
            names = "--from",
            paramLabel = "beginning|latest",
            description = "Where to start (default: latest; for rankings and feedback, beginning).")
    private @Nullable Start from;

    @Option(
            names = "--window",
            paramLabel = "all|1m|5m|1h",
            description = "Rankings over all time, or of windows of event time so long (default: all).",
            converter = WindowCode.class)
    private WindowLength window = WindowLength.ALL_TIME;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N records.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object a line, on a terminal too.")
    private boolean json;

    @Option(names = "--text", description = "Text for people, in a pipe or file too.")
    private boolean text;

    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KafkaConnection connection = connectionOptions.connection();
        Cluster.require(connection, what.topic());
        show(what, connection);
        return ExitCode.OK;
    }

    private <T extends SpecificRecord> void show(Watched<T> watched, KafkaConnection connection) {
        Start start = from == null ? watched.usualStart() : from;
        Display<T> display = asText() ? watched.text(terminal) : Display.json(terminal);
        try (TopicReader<T> reader = new TopicReader<>(
                connection, AvroSerdes.using(connection), watched.topic(), watched.recordClass(), start)) {
            long shown = 0;
            while (shown < limit && !terminal.readerHasLeft()) {
                for (TopicRow<T> row : reader.poll(POLL)) {
                    if (shown < limit && show(watched.topic(), row, display)) {
                        shown++;
                    }
                }
                display.settle();
            }
        }
    }

    private <T extends SpecificRecord> boolean show(Topic topic, TopicRow<T> row, Display<T> display) {
        T value = row.value();
        if (row.problem() != null) {
            display.note(SafeText.oneLine("unreadable record " + topic.topicName() + "-" + row.partition() + "@"
                    + row.offset() + ": " + row.problem()));
        }
        if (value == null || !new RankingWindow(window).shows(value)) {
            return false;
        }
        display.show(value);
        return true;
    }

    private boolean asText() {
        return text || (terminal.outIsInteractive() && !json);
    }
}
