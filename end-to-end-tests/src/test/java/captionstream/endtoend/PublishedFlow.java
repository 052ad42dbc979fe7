package captionstream.endtoend;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.StageTimings;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What has gone through the topics of a pipeline that is younger than an hour. */
record PublishedFlow(
        int events,
        List<ConsumerRecord<String, CaptionRequest>> requests,
        List<ConsumerRecord<String, Caption>> captions,
        List<DeadLetter> deadLetters,
        long workers) {
    static PublishedFlow read(KafkaConnection kafka) throws Exception {
        return new PublishedFlow(
                TopicContents.of(kafka, Topic.IMAGE_EVENTS, ImageEvent.class).size(),
                TopicContents.records(kafka, Topic.CAPTION_REQUESTS, CaptionRequest.class),
                TopicContents.records(kafka, Topic.CAPTIONS, Caption.class),
                TopicContents.of(kafka, Topic.DEAD_LETTERS, DeadLetter.class),
                workers(kafka));
    }

    long images() {
        return captions.stream().map(ConsumerRecord::key).distinct().count();
    }

    /** Captions of one batch have the times of its stages in common. */
    double imagesInABatch() {
        long batches = captions.stream()
                .map(caption -> caption.value().getTimings())
                .map(t -> List.of(t.getEncodeMs(), t.getGenerateMs(), t.getScoreMs()))
                .distinct()
                .count();
        return (double) images() / batches;
    }

    /** Mean seconds of a caption's way, by stage in the order of the way. */
    Map<String, Double> seconds() {
        double lag = captions.stream()
                .mapToDouble(caption ->
                        caption.timestamp() - caption.value().getEventTime().toEpochMilli())
                .average()
                .orElseThrow();
        double intake = requests.stream()
                .mapToDouble(request ->
                        request.timestamp() - request.value().getEventTime().toEpochMilli())
                .average()
                .orElseThrow();
        Map<String, Double> stages = new LinkedHashMap<>();
        stages.put("fetch", mean(StageTimings::getFetchMs));
        stages.put("decode", mean(StageTimings::getDecodeMs));
        stages.put("encode", mean(StageTimings::getEncodeMs));
        stages.put("generate", mean(StageTimings::getGenerateMs));
        stages.put("score", mean(StageTimings::getScoreMs));
        double worked = stages.values().stream().mapToDouble(millis -> millis).sum();
        stages.put("intake", intake);
        stages.put("waiting", lag - worked - intake);
        stages.replaceAll((stage, millis) -> millis / 1000);
        return stages;
    }

    /** The most frequent first. */
    List<Entry<String, Long>> reasons() {
        return deadLetters.stream()
                .collect(Collectors.groupingBy(DeadLetter::getReason, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Entry.comparingByKey()))
                .toList();
    }

    private double mean(ToDoubleFunction<StageTimings> stage) {
        return captions.stream()
                .mapToDouble(caption -> stage.applyAsDouble(caption.value().getTimings()))
                .average()
                .orElseThrow();
    }

    private static long workers(KafkaConnection kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            return admin.describeConsumerGroups(groups).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(Topic.CAPTION_REQUESTS.topicName())))
                    .count();
        }
    }
}
