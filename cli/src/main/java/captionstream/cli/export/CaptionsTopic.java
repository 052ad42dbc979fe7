package captionstream.cli.export;

import captionstream.Caption;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;

/** The topic {@code captions}, from its beginning to where it ended when reading began. */
final class CaptionsTopic {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConnection connection;
    private final Terminal terminal;
    private int unreadable;

    CaptionsTopic(KafkaConnection connection, Terminal terminal) {
        this.connection = connection;
        this.terminal = terminal;
    }

    void read(ChosenCaptions chosen) {
        try (Progress progress = new Progress(terminal, "records of " + Topic.CAPTIONS.topicName() + " read");
                TopicReader<Caption> reader = new TopicReader<>(
                        connection, AvroSerdes.using(connection), Topic.CAPTIONS, Caption.class, Start.BEGINNING)) {
            long length = reader.length();
            while (!reader.hasCaughtUp()) {
                reader.poll(POLL).stream()
                        .filter(reader::wasThereAtOpening)
                        .forEach(row -> enter(row, chosen, progress));
                progress.update(length - reader.left(), length);
            }
        }
    }

    private void enter(TopicRow<Caption> row, ChosenCaptions chosen, Progress progress) {
        Caption caption = row.value();
        if (caption != null) {
            chosen.enter(row, caption);
        }
        if (row.problem() != null) {
            unreadable++;
            progress.note(SafeText.oneLine("unreadable record " + Topic.CAPTIONS.topicName() + "-" + row.partition()
                    + "@" + row.offset() + ": " + row.problem()));
        }
    }

    /** Records that were left out since they could not be decoded. */
    int unreadable() {
        return unreadable;
    }
}
