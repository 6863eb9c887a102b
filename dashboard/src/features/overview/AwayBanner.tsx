import { Alert } from '@patternfly/react-core';
import { ApiError } from '../../api/http';
import { clock } from '../../ui/time';

type Props = { failure: Error; updatedAt: number };

/** Says that what is below may be old, and since when; requests are served all the same. */
export function AwayBanner({ failure, updatedAt }: Props) {
  const { title, detail } = failure instanceof ApiError ? failure : { title: 'The operator does not answer', detail: failure.message };
  return (
    <Alert isInline isLiveRegion variant="warning" title={title}>
      <p>{detail}</p>
      <p>
        {updatedAt > 0 && `Below is the list as of ${clock(updatedAt)}. `}
        The gateways go on serving their last configuration; this page tries again every 2 s.
      </p>
    </Alert>
  );
}
