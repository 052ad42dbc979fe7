package captionstream.worker;

import captionstream.worker.intake.LoadedRequest;
import captionstream.worker.intake.PendingRequest;
import captionstream.worker.intake.RequestSource;
import captionstream.worker.publish.ConsumedOffsets;
import captionstream.worker.publish.RequestOutcome;
import captionstream.worker.publish.ResultTransaction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A consumer group, and transactions that hold outcomes and offsets. */
record ExactlyOnceDelivery(RequestSource source, ResultTransaction transaction) implements Delivery {
    @Override
    public void subscribe(String topic, Consumer<Collection<TopicPartition>> onLost) {
        source.subscribe(topic, onLost);
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean hungry) {
        return source.poll(patience, hungry);
    }

    /** What is committed of a partition is an offset, which must have left no gap behind. */
    @Override
    public TopicPartition sequence(PendingRequest request) {
        return request.partition();
    }

    @Override
    public Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> guarding(
            Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> loader) {
        return loader;
    }

    @Override
    public void publish(List<RequestOutcome> outcomes, List<ProducerRecord<byte[], byte[]>> records) {
        transaction.publish(records, ConsumedOffsets.after(outcomes), source.membership());
    }

    @Override
    public void startOver() {
        transaction.abandon();
        transaction.prepare();
        source.rewind();
    }

    @Override
    public void wake() {
        source.wake();
    }

    @Override
    public void close() {
        try (transaction) {
            source.close();
        }
    }
}
