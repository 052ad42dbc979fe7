/** From files, folders, CSV and COCO annotations to image events. */
@NullMarked
package captionstream.cli.publish;

import org.jspecify.annotations.NullMarked;
