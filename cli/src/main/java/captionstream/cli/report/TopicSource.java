package captionstream.cli.report;

import captionstream.Caption;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The topic {@code captions}, from its beginning to where it ends when reading begins. */
public record TopicSource(KafkaConnection connection, AvroSerdes serdes) implements CaptionSource {
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public List<Caption> captions(LongConsumer read) {
        List<Caption> captions = new ArrayList<>();
        try (TopicReader<Caption> reader =
                new TopicReader<>(connection, serdes, Topic.CAPTIONS, Caption.class, Start.BEGINNING)) {
            while (!reader.hasCaughtUp()) {
                for (TopicRow<Caption> row : reader.poll(POLL)) {
                    Caption caption = row.value();
                    if (caption != null) {
                        caption.setTokens(List.of());
                        captions.add(caption);
                    }
                }
                read.accept(captions.size());
            }
        }
        return captions;
    }

    @Override
    public String place() {
        return "at " + connection.bootstrapServers();
    }
}
