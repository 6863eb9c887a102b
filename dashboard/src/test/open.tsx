import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryDefaults } from '../api/queryDefaults';
import { App } from '../App';

/** Opens the console as a browser would, and gives the hand that uses it and the key that makes it poll now. */
export function openConsole() {
  const client = new QueryClient({ defaultOptions: queryDefaults });
  const view = render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
  return { ...view, user: userEvent.setup(), poll: () => client.refetchQueries() };
}
