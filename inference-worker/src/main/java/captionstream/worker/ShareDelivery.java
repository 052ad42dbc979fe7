package captionstream.worker;

import captionstream.worker.intake.DeliveryLimit;
import captionstream.worker.intake.LoadedRequest;
import captionstream.worker.intake.PendingRequest;
import captionstream.worker.intake.SharedRequests;
import captionstream.worker.publish.RequestOutcome;
import captionstream.worker.publish.ResultWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A share group whose records are accepted one by one, each after its outcome has been written. */
record ShareDelivery(SharedRequests requests, ResultWriter writer, DeliveryLimit limit) implements Delivery {
    /** No partition is any worker's own, so none is lost. */
    @Override
    public void subscribe(String topic, Consumer<Collection<TopicPartition>> onLost) {
        requests.subscribe(topic);
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean hungry) {
        return requests.poll(patience, hungry);
    }

    @Override
    public PendingRequest sequence(PendingRequest request) {
        return request;
    }

    @Override
    public Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> guarding(
            Function<ConsumerRecord<byte[], byte[]>, LoadedRequest> loader) {
        return limit.guarding(loader);
    }

    @Override
    public void publish(List<RequestOutcome> outcomes, List<ProducerRecord<byte[], byte[]>> records) {
        writer.write(records);
        requests.accept(outcomes.stream().map(RequestOutcome::origin).toList());
    }

    @Override
    public void startOver() {
        writer.abandon();
        requests.rewind();
    }

    @Override
    public void wake() {
        requests.wake();
    }

    @Override
    public void close() {
        try (writer) {
            requests.close();
        }
    }
}
