package captionstream.worker.publish;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * @param outcome what the records say, which may be less than the captioner hoped for
 * @param records to publish together
 */
public record EncodedOutcome(RequestOutcome outcome, List<ProducerRecord<byte[], byte[]>> records) {}
