/** Telling the pipeline what people think of its captions. */
@NullMarked
package captionstream.cli.feedback;

import org.jspecify.annotations.NullMarked;
