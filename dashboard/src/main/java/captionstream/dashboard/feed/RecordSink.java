package captionstream.dashboard.feed;

import captionstream.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes each record of a feed once, in the order of its partition. */
interface RecordSink {
    void accept(Topic topic, ConsumerRecord<String, byte[]> record);
}
