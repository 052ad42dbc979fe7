package captionstream.endtoend;

import captionstream.Caption;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes captions in the order of their numbers, as a worker would. For one thread. */
final class FlowingCaptions implements AutoCloseable {
    private final IntFunction<Caption> captions;
    private final KafkaProducer<String, Caption> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    FlowingCaptions(IntFunction<Caption> captions, KafkaConnection kafka) {
        this.captions = captions;
        producer = new KafkaProducer<>(
                kafka.clientConfig(),
                new StringSerializer(),
                AvroSerdes.using(kafka).serializer(Caption.class));
    }

    /** Publishes what is missing of so many. */
    void publishUpTo(long number) {
        while (sent.size() < number) {
            Caption caption = captions.apply(sent.size());
            sent.add(producer.send(new ProducerRecord<>(Topic.CAPTIONS.topicName(), caption.getImageId(), caption)));
        }
    }

    int published() {
        return sent.size();
    }

    void awaitPublished() throws ExecutionException, InterruptedException {
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
