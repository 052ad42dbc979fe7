package captionstream.endtoend;

import captionstream.Caption;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes captions in their order, as a worker would. For one thread. */
final class FlowingCaptions implements AutoCloseable {
    private final List<Caption> captions;
    private final KafkaProducer<String, Caption> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    FlowingCaptions(List<Caption> captions, KafkaConnection kafka) {
        this.captions = captions;
        producer = new KafkaProducer<>(
                kafka.clientConfig(),
                new StringSerializer(),
                AvroSerdes.using(kafka).serializer(Caption.class));
    }

    /** Publishes what is missing of so many, or of all if there are fewer. */
    void publishUpTo(long number) {
        while (sent.size() < Math.min(number, captions.size())) {
            Caption caption = captions.get(sent.size());
            sent.add(producer.send(new ProducerRecord<>(Topic.CAPTIONS.topicName(), caption.getImageId(), caption)));
        }
    }

    int published() {
        return sent.size();
    }

    void publishAll() throws ExecutionException, InterruptedException {
        publishUpTo(captions.size());
        awaitPublished();
    }

    private void awaitPublished() throws ExecutionException, InterruptedException {
        producer.flush();
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
