{{/* Labels of a component: include "apifleet.labels" (list . "operator") */}}
{{- define "apifleet.labels" -}}
{{ include "apifleet.selector" . }}
app.kubernetes.io/part-of: apifleet
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version | quote }}
{{- end }}

{{- define "apifleet.selector" -}}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- end }}

{{- define "apifleet.sampleNamespace" -}}
{{ .Values.sampleApi.namespace | default .Release.Namespace }}
{{- end }}
