package captionstream.worker.caption;

import java.util.List;

/** A task that passed every check, with its prompts encoded. {@code index} is its place among the tasks given. */
record PreparedTask(int index, CaptionTask task, List<long[]> promptIds) {}
