/** Images that people hand in through the page, kept where the worker can read them. */
@NullMarked
package captionstream.dashboard.upload;

import org.jspecify.annotations.NullMarked;
