package captionstream.local;

import captionstream.schemas.KafkaConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;

/**
 * A transaction whose commit is written down and not carried out, which a broker that is killed leaves behind now and
 * then. The coordinator's note of it is written here, into its own topic, so that every kill leaves one.
 */
final class DecidedTransaction {
    private static final String ID = "decided";
    /** The client that brokers let write into their own topics. */
    private static final String INSIDER = "__admin_client";

    private DecidedTransaction() {}

    /** Leaves records without their markers in a topic. */
    static void leave(KafkaConnection connection, String topic, int records)
            throws ExecutionException, InterruptedException {
        Map<String, Object> config = new HashMap<>(connection.clientConfig());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ID);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            producer.beginTransaction();
            for (int record = 0; record < records; record++) {
                producer.send(new ProducerRecord<>(topic, new byte[] {(byte) record}));
            }
            producer.flush();
            decide(connection);
        } finally {
            producer.close(Duration.ZERO); // or it would abort
        }
    }

    private static void decide(KafkaConnection connection) throws ExecutionException, InterruptedException {
        ConsumerRecord<byte[], byte[]> open = latest(connection);
        ByteBuffer bytes = ByteBuffer.wrap(open.value());
        short version = bytes.getShort();
        TransactionLogValue state = new TransactionLogValue(new ByteBufferAccessor(bytes), version);
        state.setTransactionStatus(TransactionState.PREPARE_COMMIT.id())
                .setProducerEpoch((short) (state.producerEpoch() + 1));
        Map<String, Object> config = new HashMap<>(connection.clientConfig());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, INSIDER);
        try (KafkaProducer<byte[], byte[]> insider =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            insider.send(new ProducerRecord<>(
                            open.topic(),
                            open.partition(),
                            open.key(),
                            MessageUtil.toVersionPrefixedBytes(version, state)))
                    .get();
        }
    }

    /** Of the only transaction that there has been. */
    private static ConsumerRecord<byte[], byte[]> latest(KafkaConnection connection) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                connection.clientConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<ConsumerRecord<byte[], byte[]>> notes = TopicRecords.of(Topic.TRANSACTION_STATE_TOPIC_NAME, consumer);
            return notes.get(notes.size() - 1);
        }
    }
}
